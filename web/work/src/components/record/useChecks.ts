import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api } from '@/api/client'
import type { Check, CheckQuestion } from '@/api/types'
import { keyOf, stops } from './checks'

const pause = 350

// The checks that belong to a form: asked for while it is filled in, and once more before it is sent. What was not seen yet holds
// the form back once; what stops holds it back until it is mended.
export function useChecks(question: () => CheckQuestion | null) {
  const problems = shallowRef<Check[] | null>(null)
  const busy = ref(false)
  const failed = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let answered = ''
  let seen = new Set<string>()
  const asked = computed(question)
  const stopped = computed(() => stops(problems.value ?? []).length > 0)

  async function look(): Promise<void> {
    const mine = ++turn
    clearTimeout(timer)
    const now = asked.value
    const key = JSON.stringify(now)
    if (!now) {
      problems.value = null
      failed.value = busy.value = false
      answered = key
      return
    }
    busy.value = true
    try {
      const found = (await api.records.checks(now)).problems
      if (mine !== turn) return
      problems.value = found
      failed.value = false
      answered = key
    } catch {
      if (mine !== turn) return
      problems.value = null
      failed.value = true
      answered = ''
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  watch(
    () => JSON.stringify(asked.value),
    () => {
      clearTimeout(timer)
      timer = setTimeout(async () => {
        await look()
        seen = new Set((problems.value ?? []).map(keyOf))
      }, pause)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  // Whether the form may be sent. Where the checks cannot be made, the server makes them once more.
  async function pass(): Promise<boolean> {
    if (answered !== JSON.stringify(asked.value)) await look()
    if (stopped.value) return false
    const fresh = (problems.value ?? []).filter((one) => !seen.has(keyOf(one)))
    seen = new Set((problems.value ?? []).map(keyOf))
    return fresh.length === 0
  }
  return { problems, busy, failed, stopped, pass }
}
