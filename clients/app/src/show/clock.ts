import { onUnmounted, ref } from 'vue'

let offset = 0
const tick = ref(Date.now())
let running = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The server's time, whatever the phone's clock says. */
export const clock = {
  /** Take in what time an answer said it was. */
  heard(serverTime: number): void {
    offset = serverTime - Date.now()
    tick.value = Date.now()
  },
  now: (): number => tick.value + offset,
  exactly: (): number => Date.now() + offset,
}

/** Let the shown component be drawn anew each second, while it is shown. */
export function useSeconds(): typeof clock.now {
  running++
  timer ??= setInterval(() => (tick.value = Date.now()), 1000)
  onUnmounted(() => {
    if (--running === 0) {
      clearInterval(timer)
      timer = undefined
    }
  })
  return clock.now
}
