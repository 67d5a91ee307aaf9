import { createApp, watch } from 'vue'
import App from './App.vue'
import { whenSignedOut } from './api/client'
import { i18n } from './i18n'
import { router } from './router'
import { forgetSession } from './session'
import './styles/element.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/blocks.css'
import './styles/print.css'

whenSignedOut(() => {
  forgetSession()
  const here = router.currentRoute.value
  if (here.name !== 'sign-in')
    void router.push({ name: 'sign-in', query: { next: here.fullPath, expired: '1' } })
})

function nameWindow(): void {
  const key = router.currentRoute.value.meta.title
  const { t } = i18n.global
  document.title = key ? `${t(key)} · ${t('brand.name')}` : t('brand.name')
}
router.afterEach(nameWindow)
watch(i18n.global.locale, nameWindow)

createApp(App).use(i18n).use(router).mount('#app')
