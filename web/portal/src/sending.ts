// Sending her request, however often it takes.
import type { Request, Wish } from './api'
import { api, command, Problem } from './api'

export type Code = Awaited<ReturnType<typeof api.newCode>>
// `before`: what stands is what was sent first; what was changed since did not go along.
export type Sent = { code: Code; request: Request; before: boolean }

const is = (problem: unknown, code: string) => problem instanceof Problem && problem.code === code

// One id for one request, and every code that it was sent with: where an answer was lost on the way, one of them opens it.
export function sender(): (wish: Omit<Wish, 'command' | 'code' | 'ticket'>) => Promise<Sent> {
  const id = command()
  const codes: Code[] = []

  async function sentBefore(): Promise<Sent | null> {
    for (const code of codes) {
      try {
        return { code, request: await api.follow(code.code), before: true }
      } catch (problem) {
        if (!is(problem, 'portal.no-such-code')) throw problem
      }
    }
    return null
  }

  return async (wish) => {
    const once = async (): Promise<Sent> => {
      const code = codes.at(-1) ?? (await api.newCode())
      if (!codes.includes(code)) codes.push(code)
      return { code, request: await api.ask({ ...wish, command: id, code: code.code, ticket: code.ticket }), before: false }
    }
    try {
      try {
        return await once()
      } catch (problem) {
        // The server has begun anew since it made the code: it makes another.
        if (!is(problem, 'portal.ticket')) throw problem
        codes.push(await api.newCode())
        return await once()
      }
    } catch (problem) {
      const sent = is(problem, 'portal.sent-already') ? await sentBefore() : null
      if (!sent) throw problem
      return sent
    }
  }
}
