import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { commandId, useCommand } from './useCommand'

describe('a command', () => {
  it('has a random UUID', () => {
    expect(commandId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(commandId()).not.toBe(commandId())
  })
  it('keeps its id when no answer came, so that a repeat has no second effect', async () => {
    const { run } = useCommand()
    const seen: string[] = []
    const lost = (command: string) => {
      seen.push(command)
      return Promise.reject(Problem.unreachable())
    }
    await expect(run(lost)).rejects.toThrow()
    await expect(run(lost)).rejects.toThrow()
    await run((command) => Promise.resolve(seen.push(command)))
    await run((command) => Promise.resolve(seen.push(command)))
    expect(seen[1]).toBe(seen[0])
    expect(seen[2]).toBe(seen[0])
    expect(seen[3]).not.toBe(seen[0])
  })
  it('gets a new id after a refusal', async () => {
    const { run } = useCommand()
    const seen: string[] = []
    const refused = (command: string) => {
      seen.push(command)
      return Promise.reject(new Problem(409, { code: 'records.no-such-action' }))
    }
    await expect(run(refused)).rejects.toThrow()
    await expect(run(refused)).rejects.toThrow()
    expect(seen[1]).not.toBe(seen[0])
  })
})
