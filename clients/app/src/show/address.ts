import {reactive} from 'vue'

/** What was last written of an address, for the next gift. It is kept nowhere: it is gone when the app closes. */
export const address = reactive({name: '', phone: '', region: '', street: ''})
