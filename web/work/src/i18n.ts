import { createI18n } from 'vue-i18n'
import { setApiLanguage } from './api/client'
import casesEn from './locales/cases.en'
import casesZh from './locales/cases.zh-CN'
import en from './locales/en'
import fundsEn from './locales/funds.en'
import fundsZh from './locales/funds.zh-CN'
import importsEn from './locales/imports.en'
import importsZh from './locales/imports.zh-CN'
import personsEn from './locales/persons.en'
import personsZh from './locales/persons.zh-CN'
import zh from './locales/zh-CN'

export type Locale = 'zh-CN' | 'en'
const place = 'niangjia.language'

function remembered(): Locale {
  try {
    return localStorage.getItem(place) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: 'zh-CN',
  messages: {
    'zh-CN': { ...zh, ...casesZh, ...fundsZh, ...importsZh, ...personsZh },
    en: { ...en, ...casesEn, ...fundsEn, ...importsEn, ...personsEn },
  },
})

function tell(locale: Locale): void {
  document.documentElement.lang = locale
  setApiLanguage(locale)
}

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  tell(locale)
  try {
    localStorage.setItem(place, locale)
  } catch {
    // A browser without storage forgets the choice; nothing else depends on it.
  }
}

tell(remembered())
