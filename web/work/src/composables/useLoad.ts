import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'

export interface Loading<A> {
  data: ShallowRef<A | null>
  failure: ShallowRef<unknown>
  busy: Ref<boolean>
  reload: () => Promise<void>
}

// Loads something and loads it again when a source changes. An answer that was overtaken by a newer
// question is dropped; what was on the page stays until the new answer is there.
export function useLoad<A>(ask: () => Promise<A>, sources: WatchSource[] = []): Loading<A> {
  const data = shallowRef<A | null>(null)
  const failure = shallowRef<unknown>(null)
  const busy = ref(false)
  let turn = 0

  async function reload(): Promise<void> {
    const mine = ++turn
    busy.value = true
    failure.value = null
    try {
      const answer = await ask()
      if (mine === turn) data.value = answer
    } catch (problem) {
      if (mine === turn) failure.value = problem ?? new Error('failed')
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  if (sources.length) watch(sources, reload)
  void reload()
  return { data, failure, busy, reload }
}
