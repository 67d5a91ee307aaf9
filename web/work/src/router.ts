import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Permission } from './api/types'
import { isPartner, loadSession, may } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    open?: boolean
    // Any one of them will do.
    permission?: Permission | Permission[]
    // Also for who is signed in for a partner.
    partner?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignIn.vue'),
    meta: { open: true, title: 'signIn.title' },
  },
  {
    path: '/password',
    name: 'password',
    component: () => import('./pages/ChangePassword.vue'),
    meta: { title: 'password.title', partner: true },
  },
  {
    path: '/',
    component: () => import('./components/layout/AppShell.vue'),
    children: [
      {
        path: '',
        name: 'home',
        component: () => import('./pages/Home.vue'),
        meta: { title: 'nav.home', partner: true },
      },
      {
        path: 'hotline',
        name: 'hotline',
        component: () => import('./pages/Hotline.vue'),
        meta: { title: 'nav.hotline', permission: 'write-records' },
      },
      {
        path: 'casework',
        name: 'casework',
        component: () => import('./pages/Casework.vue'),
        meta: { title: 'nav.casework', permission: 'read-figures' },
      },
      {
        path: 'analysis',
        name: 'analysis',
        component: () => import('./pages/Analysis.vue'),
        meta: { title: 'nav.analysis', permission: 'read-figures' },
      },
      {
        path: 'programmes',
        name: 'programmes',
        component: () => import('./pages/Programmes.vue'),
        meta: { title: 'nav.programmes' },
      },
      {
        path: 'programmes/:name',
        name: 'programme',
        component: () => import('./pages/Programme.vue'),
        meta: { title: 'nav.programmes' },
      },
      {
        path: 'records',
        name: 'records',
        component: () => import('./pages/Records.vue'),
        meta: { title: 'nav.records', permission: 'read-records' },
      },
      {
        path: 'records/new',
        name: 'new-record',
        component: () => import('./pages/NewRecord.vue'),
        meta: { title: 'nav.new', permission: ['write-records', 'write-findings'] },
      },
      {
        path: 'records/:id',
        name: 'record',
        component: () => import('./pages/Record.vue'),
        meta: { title: 'nav.records', permission: 'read-records', partner: true },
      },
      {
        path: 'records/:id/paper/:paper(record|reply|agreement)',
        name: 'paper',
        component: () => import('./pages/RecordPaper.vue'),
        meta: { title: 'paper.title', permission: 'read-records', partner: true },
      },
      {
        path: 'persons',
        name: 'persons',
        component: () => import('./pages/Persons.vue'),
        meta: { title: 'nav.persons', permission: 'read-records' },
      },
      {
        path: 'persons/:id',
        name: 'person',
        component: () => import('./pages/Person.vue'),
        meta: { title: 'nav.persons', permission: 'read-records' },
      },
      {
        path: 'funds',
        name: 'funds',
        component: () => import('./pages/Funds.vue'),
        meta: { title: 'nav.funds', permission: 'read-records' },
      },
      {
        path: 'funds/:record',
        name: 'fund',
        component: () => import('./pages/Fund.vue'),
        meta: { title: 'nav.funds', permission: 'read-records' },
      },
      {
        path: 'batches/:record',
        name: 'batch',
        component: () => import('./pages/Batch.vue'),
        meta: { title: 'batch.lead', permission: 'read-records' },
      },
      {
        path: 'receipts/:record',
        name: 'receipt',
        component: () => import('./pages/Receipt.vue'),
        meta: { title: 'receipt.title', permission: 'read-records' },
      },
      {
        path: 'search',
        name: 'search',
        component: () => import('./pages/Search.vue'),
        meta: { title: 'nav.search', permission: 'read-records' },
      },
      {
        path: 'imports/:id?',
        name: 'imports',
        component: () => import('./pages/Imports.vue'),
        meta: { title: 'imports.title', permission: 'write-records' },
      },
      {
        path: 'figures',
        name: 'figures',
        component: () => import('./pages/Figures.vue'),
        meta: { title: 'nav.figures', permission: 'read-figures' },
      },
      {
        path: 'figures/:name(.*)',
        name: 'figure',
        component: () => import('./pages/Figure.vue'),
        meta: { title: 'nav.figures', permission: 'read-figures' },
      },
      {
        path: 'dashboard',
        name: 'dashboard',
        component: () => import('./pages/Dashboard.vue'),
        meta: { title: 'nav.dashboard', permission: 'read-figures' },
      },
      {
        path: 'reports/:name?',
        name: 'report',
        component: () => import('./pages/Report.vue'),
        meta: { title: 'nav.report', permission: 'read-reports' },
      },
      {
        path: 'organisations/:code?',
        name: 'organisations',
        component: () => import('./pages/Organisations.vue'),
        meta: { title: 'nav.organisations' },
      },
      {
        path: 'accounts',
        name: 'accounts',
        component: () => import('./pages/Accounts.vue'),
        meta: { title: 'nav.accounts', permission: 'manage-accounts' },
      },
      {
        path: 'seals',
        name: 'seals',
        component: () => import('./pages/Seals.vue'),
        meta: { title: 'nav.seals', permission: 'break-seal' },
      },
      {
        path: 'officers',
        name: 'officers',
        component: () => import('./pages/Officers.vue'),
        meta: { title: 'nav.officers', permission: 'manage-accounts' },
      },
      {
        path: 'journal',
        name: 'journal',
        component: () => import('./pages/Journal.vue'),
        meta: { title: 'nav.journal', permission: 'read-journal' },
      },
      {
        path: ':rest(.*)*',
        name: 'not-found',
        component: () => import('./pages/NotFound.vue'),
        meta: { title: 'notFound.title', partner: true },
      },
    ],
  },
]

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = await loadSession().catch(() => null)
  if (!session) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (session.mustChangePassword && to.name !== 'password') return { name: 'password' }
  if (to.meta.permission && ![to.meta.permission].flat().some(may)) return { name: 'home' }
  if (isPartner() && !to.meta.partner) return { name: 'home' }
  return true
})
