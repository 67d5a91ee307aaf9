import { createApp } from 'vue'
import App from './App.vue'
import { watchOver } from './leaving'
import './portal.css'

watchOver()
createApp(App).mount('#app')
