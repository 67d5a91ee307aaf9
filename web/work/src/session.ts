// Who is signed in. One reactive value for the whole program, read by pages and the router.
import { computed, shallowRef } from 'vue'
import { api, setCsrf } from './api/client'
import { Problem } from './api/problem'
import type { Permission, Session } from './api/types'

const current = shallowRef<Session | null>(null)
let asked: Promise<Session | null> | null = null

export const session = computed(() => current.value)

// The session of a page that needs one; the router lets nobody in without. While a page is being left after signing
// out, it still shows whose it was.
let last: Session | null = null
export const me = computed<Session>(() => {
  const mine = current.value ?? last
  if (!mine) throw new Error('no session')
  return mine
})

export const may = (permission: Permission) => current.value?.permissions.includes(permission) ?? false

// Records are written by some, findings of the auditors by others; both begin with the form of a new record.
export const mayEnter = () => may('write-records') || may('write-findings')

// A partner's account sees what was referred to her unit, and nothing else.
export const isPartner = () =>
  Boolean(current.value?.grants.length) &&
  (current.value?.grants.every((grant) => grant.role === 'partner') ?? false)

function keep(next: Session | null): void {
  current.value = next
  if (!next) return
  last = next
  setCsrf(next.csrf)
}

// Asks the server once; later calls answer from memory. Null when signed out.
export function loadSession(): Promise<Session | null> {
  if (current.value) return Promise.resolve(current.value)
  asked ??= api.session
    .read()
    .then((found) => {
      keep(found)
      return found
    })
    .catch((problem: unknown) => {
      if (problem instanceof Problem && problem.signedOut) return null
      throw problem
    })
    .finally(() => {
      asked = null
    })
  return asked
}

export async function signIn(name: string, password: string): Promise<Session> {
  const opened = await api.session.open(name, password)
  keep(opened)
  return opened
}

export async function changePassword(before: string, next: string): Promise<void> {
  keep(await api.session.changePassword(before, next))
}

// Forgets the session here even when the server cannot be told.
export async function signOut(): Promise<void> {
  await api.session.close().catch(() => undefined)
  keep(null)
}

export function forgetSession(): void {
  keep(null)
}
