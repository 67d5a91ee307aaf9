import { shallowReactive } from 'vue'
import { api } from '@/api/client'
import type { Org } from '@/api/types'

const known = shallowReactive(new Map<string, Org>())
const asked = new Map<string, Promise<Org>>()

// An organisation by its code, asked for once. Names change rarely; a rename here replaces what is known.
export function readOrg(code: string): Promise<Org> {
  const there = known.get(code)
  if (there) return Promise.resolve(there)
  let question = asked.get(code)
  if (!question) {
    question = api.organisations.read(code).then((org) => {
      known.set(code, org)
      return org
    })
    void question.catch(() => undefined).finally(() => asked.delete(code))
    asked.set(code, question)
  }
  return question
}

// The short name if it is known by now; asks for it otherwise and shows the code meanwhile.
export function orgShort(code: string): string {
  const there = known.get(code)
  if (there) return there.short
  void readOrg(code).catch(() => undefined)
  return code
}

export function rememberOrg(org: Org): void {
  known.set(org.code, org)
}
