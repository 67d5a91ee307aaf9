import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import type { Check, CheckQuestion } from '@/api/types'

const answers = vi.hoisted(() => ({ problems: [] as Check[], fails: false, asked: 0 }))
vi.mock('@/api/client', () => ({
  api: {
    records: {
      checks: async () => {
        answers.asked += 1
        if (answers.fails) throw new Error('unreachable')
        return { problems: answers.problems }
      },
    },
  },
}))
const { useChecks } = await import('./useChecks')

const found = (zh: string, blocks: boolean): Check => ({
  kind: 'clash',
  blocks,
  record: null,
  text: { zh, en: zh },
})
const question = ref<CheckQuestion | null>(null)
const about = (amount: number): CheckQuestion => ({ type: 'a.b', org: '3', subject: '7', amount })
let scope: EffectScope
const begin = () => scope.run(() => useChecks(() => question.value))!

beforeEach(() => {
  vi.useFakeTimers()
  scope?.stop()
  scope = effectScope()
  Object.assign(answers, { problems: [], fails: false, asked: 0 })
  question.value = null
})
const shown = async () => {
  await nextTick()
  await vi.runAllTimersAsync()
}

describe('the checks of a form', () => {
  it('are asked for once when typing has paused', async () => {
    const checks = begin()
    for (const amount of [1, 12, 120]) {
      question.value = about(amount)
      await nextTick()
    }
    await shown()
    expect(answers.asked).toBe(1)
    expect(checks.problems.value).toEqual([])
  })
  it('let the form pass when nothing is found, and ask no more than they must', async () => {
    const checks = begin()
    question.value = about(1)
    await shown()
    expect(await checks.pass()).toBe(true)
    expect(answers.asked).toBe(1)
  })
  it('let what was seen pass, and hold back once what was not', async () => {
    const checks = begin()
    answers.problems = [found('救助过', false)]
    question.value = about(1)
    await shown()
    expect(await checks.pass()).toBe(true)
    answers.problems = [found('救助过', false), found('超过上限', false)]
    question.value = about(2)
    expect(await checks.pass()).toBe(false)
    expect(await checks.pass()).toBe(true)
  })
  it('hold back what is blocked until it is mended', async () => {
    const checks = begin()
    answers.problems = [found('超过上限', true)]
    question.value = about(9)
    await shown()
    expect(checks.stopped.value).toBe(true)
    expect(await checks.pass()).toBe(false)
    answers.problems = []
    question.value = about(1)
    expect(await checks.pass()).toBe(true)
    expect(checks.stopped.value).toBe(false)
  })
  it('leave it to the server where they cannot be made', async () => {
    const checks = begin()
    answers.fails = true
    question.value = about(1)
    await shown()
    expect(checks.failed.value).toBe(true)
    expect(await checks.pass()).toBe(true)
  })
})
