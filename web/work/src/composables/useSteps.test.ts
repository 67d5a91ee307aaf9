import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { useSteps } from './useSteps'

describe('several steps of one deed', () => {
  it('go on where they were interrupted, under the same command id', async () => {
    const { step, begun } = useSteps()
    const seen: string[] = []
    let reachable = false
    const deed = async () => {
      const made = await step('create', (id) => Promise.resolve(seen.push(`create ${id}`) && 'record'))
      await step('answer', (id) => {
        seen.push(`answer ${id}`)
        return reachable ? Promise.resolve('answered') : Promise.reject(Problem.unreachable())
      })
      return made
    }
    await expect(deed()).rejects.toThrow()
    expect(begun.value).toBe(true)
    reachable = true
    expect(await deed()).toBe('record')
    expect(seen.filter((one) => one.startsWith('create'))).toHaveLength(1)
    const answers = seen.filter((one) => one.startsWith('answer'))
    expect(answers).toHaveLength(2)
    expect(answers[1]).toBe(answers[0])
  })
  it('take a new id for a step that was refused, and can be changed as long as nothing stands', async () => {
    const { step, begun } = useSteps()
    const seen: string[] = []
    const refused = (id: string) => {
      seen.push(id)
      return Promise.reject(new Problem(422, { code: 'records.missing' }))
    }
    await expect(step('create', refused)).rejects.toThrow()
    expect(begun.value).toBe(false)
    await expect(step('create', refused)).rejects.toThrow()
    expect(seen[1]).not.toBe(seen[0])
  })
  it('begin anew when they are forgotten', async () => {
    const { step, forget } = useSteps()
    let n = 0
    const count = () => Promise.resolve(++n)
    expect(await step('create', count)).toBe(1)
    expect(await step('create', count)).toBe(1)
    forget()
    expect(await step('create', count)).toBe(2)
  })
})
