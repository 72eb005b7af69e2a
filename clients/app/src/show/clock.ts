import {onUnmounted, ref} from 'vue'
import {tessera} from '@/api/tessera'

const tick = ref(0)
let running = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The backend's time, epoch ms, for what is drawn anew each second while it is shown. */
export function useSeconds(): () => number {
  running++
  timer ??= setInterval(() => tick.value++, 1000)
  onUnmounted(() => {
    if (--running > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return () => (tick.value, tessera.now())
}
