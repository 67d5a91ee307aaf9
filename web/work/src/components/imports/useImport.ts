import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { api } from '@/api/client'
import { byField, Problem } from '@/api/problem'
import type { ImportDoubles, ImportPreview, ImportWish, PersonImport } from '@/api/types'
import { useLoad } from '@/composables/useLoad'
import { useWords } from '@/composables/useWords'

export type ImportStep = 'file' | 'columns' | 'check' | 'done'

// One list on its way in, as the server has it: what is kept here is gone with the page.
export function useImport(id: Ref<string>) {
  const { english, wrong: words } = useWords()
  const mapping = ref<Record<string, string>>({})
  const doubles = ref<ImportDoubles>('refuse')
  const preview = shallowRef<ImportPreview | null>(null)
  let looked: ImportDoubles = 'refuse' // what the preview was made with
  const running = ref<'' | 'check' | 'commit' | 'undo'>('')
  const progress = ref<PersonImport['progress']>(null)
  const failure = ref('')
  // By columns, counted from 0; '' is of the mapping as a whole.
  const wrong = ref<Record<string, string>>({})

  const list = useLoad(() => (id.value ? api.imports.read(id.value) : Promise.resolve(null)), [id])
  const waits = computed(() => (list.data.value?.state === 'uploaded' ? list.data.value.id : ''))
  const columns = useLoad(
    () => (waits.value ? api.imports.columns(waits.value) : Promise.resolve(null)),
    [waits],
  )

  function forget(): void {
    preview.value = null
    doubles.value = looked = 'refuse'
    failure.value = ''
    wrong.value = {}
  }
  watch(id, () => {
    list.data.value = null
    columns.data.value = null
    forget()
  })
  watch(columns.data, (now) => {
    mapping.value = Object.fromEntries((now?.columns ?? []).map((one, i) => [String(i), one.guess]))
  })

  const step = computed<ImportStep>(() => {
    if (!id.value) return 'file'
    if (list.data.value && list.data.value.state !== 'uploaded') return 'done'
    return preview.value ? 'check' : 'columns'
  })
  const wish = (): ImportWish => ({
    org: list.data.value?.org ?? '',
    mapping: Object.fromEntries(Object.entries(mapping.value).filter(([, field]) => field)),
    doubles: doubles.value,
  })

  // One at a time; while it runs the server is asked how far it is.
  async function run<A>(what: 'check' | 'commit' | 'undo', work: () => Promise<A>): Promise<A | undefined> {
    if (running.value) return undefined
    running.value = what
    failure.value = ''
    const mine = id.value
    const ask = async () => {
      const now = running.value ? await api.imports.read(mine).catch(() => null) : null
      if (!running.value) return
      progress.value = now?.progress ?? progress.value
      timer = setTimeout(ask, 800)
    }
    let timer = what === 'undo' ? undefined : setTimeout(ask, 800)
    try {
      return await work()
    } catch (problem) {
      if (mine === id.value) refuse(problem)
      return undefined
    } finally {
      clearTimeout(timer)
      running.value = ''
      progress.value = null
    }
  }
  function refuse(problem: unknown): void {
    failure.value = words(problem)
    if (!(problem instanceof Problem)) return
    for (const [at, text] of Object.entries(byField(problem, english.value).fields)) {
      if (at === 'mapping' || at.startsWith('mapping/')) wrong.value[at.slice(8)] = text
    }
    // What was refused for its mapping is mended there.
    if (Object.keys(wrong.value).length) preview.value = null
    if (problem.code === 'people.import-expired') void list.reload()
  }

  async function check(): Promise<void> {
    wrong.value = {}
    const mine = id.value
    const asked = doubles.value
    const answer = await run('check', () => api.imports.preview(mine, wish()))
    if (mine !== id.value) return
    if (answer) {
      preview.value = answer
      looked = asked
    } else {
      // What comes in is what was looked at.
      doubles.value = looked
    }
  }
  async function commit(): Promise<void> {
    const mine = id.value
    const answer = await run('commit', () => api.imports.commit(mine, wish()))
    if (answer && mine === id.value) list.data.value = answer
    // Somebody may have been entered since it was looked at: the page shows what stands against it now.
    else if (failure.value && mine === id.value && preview.value) {
      const said = failure.value
      await check()
      failure.value ||= said
    }
  }
  async function undo(): Promise<void> {
    const mine = id.value
    const answer = await run('undo', () => api.imports.undo(mine))
    if (answer && mine === id.value) list.data.value = answer
  }
  function back(): void {
    preview.value = null
    failure.value = ''
  }

  return {
    list,
    columns,
    mapping,
    doubles,
    preview,
    running,
    progress,
    failure,
    wrong,
    step,
    check,
    commit,
    undo,
    back,
  }
}
