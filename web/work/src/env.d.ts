/// <reference types="vite/client" />
declare module 'element-plus/es/locale/lang/zh-cn.mjs' {
  const locale: import('element-plus').Language
  export default locale
}
