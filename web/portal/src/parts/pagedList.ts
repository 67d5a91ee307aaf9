// A list of what is public, as it comes from the server piece by piece; a new question forgets the answer to the one before.
import { ref, shallowRef } from 'vue'
import type { Listed } from '../api'
import { Problem } from '../api'
import { say } from '../texts'

export function pagedList<T>(ask: (after: string | null) => Promise<Listed<T>>) {
  const items = shallowRef<T[] | null>(null)
  const next = ref<string | null>(null)
  const failure = ref('')
  const busy = ref(false)
  let turn = 0

  async function load(after: string | null): Promise<void> {
    const mine = ++turn
    busy.value = true
    failure.value = ''
    try {
      const page = await ask(after)
      if (mine !== turn) return
      items.value = after && items.value ? [...items.value, ...page.items] : page.items
      next.value = page.next ?? null
    } catch (problem) {
      if (mine === turn) failure.value = problem instanceof Problem && problem.code !== 'offline' ? problem.message : say('offline')
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  function anew(): void {
    items.value = null
    next.value = null
    void load(null)
  }
  return { items, next, failure, busy, anew, more: () => (next.value && !busy.value ? load(next.value) : undefined) }
}
