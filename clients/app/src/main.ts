import {createSSRApp} from 'vue'
import App from './App.vue'

/** The app, as uni-app asks for it on each platform. */
export function createApp() {
  return {app: createSSRApp(App)}
}
