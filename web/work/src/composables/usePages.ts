import { ref, shallowRef, watch, type WatchSource } from 'vue'
import type { Page } from '@/api/types'

// A list that grows by cursor. A change of a source starts it anew.
export function usePages<A>(ask: (cursor: string | null) => Promise<Page<A>>, sources: WatchSource[] = []) {
  const items = shallowRef<A[] | null>(null)
  const next = ref<string | null>(null)
  const failure = shallowRef<unknown>(null)
  const busy = ref(false)
  let turn = 0

  async function load(cursor: string | null): Promise<void> {
    const mine = ++turn
    busy.value = true
    failure.value = null
    try {
      const page = await ask(cursor)
      if (mine !== turn) return
      items.value = cursor && items.value ? [...items.value, ...page.items] : page.items
      next.value = page.next
    } catch (problem) {
      if (mine === turn) failure.value = problem
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  const reload = () => load(null)
  const more = () => (next.value && !busy.value ? load(next.value) : Promise.resolve())
  if (sources.length) watch(sources, reload)
  void reload()
  return { data: items, next, failure, busy, reload, more }
}
