import type { FieldProblem, ProblemPaper, Text } from './types'

// What went wrong with a request. `code` is the stable word to decide by; `text` is for people.
// A request that got no answer has status 0 and the code `web.unreachable`.
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly text: Text | null
  readonly pointer: string | null
  readonly problems: FieldProblem[]
  readonly request: string | null

  constructor(status: number, paper: Partial<ProblemPaper>) {
    super(paper.detail ?? paper.text?.zh ?? paper.title ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = paper.code ?? `http.${status}`
    this.text = paper.text ?? null
    this.pointer = paper.pointer ?? null
    this.problems = paper.problems ?? []
    this.request = paper.request ?? null
  }

  static unreachable(): Problem {
    return new Problem(0, { code: 'web.unreachable' })
  }

  static async read(response: Response): Promise<Problem> {
    const type = response.headers.get('Content-Type') ?? ''
    if (!type.includes('json')) return new Problem(response.status, {})
    try {
      return new Problem(response.status, (await response.json()) as ProblemPaper)
    } catch {
      return new Problem(response.status, {})
    }
  }

  // Whether the server may have done the work although we do not know: a repeat must keep its command id.
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500
  }

  get stale(): boolean {
    return this.status === 412
  }

  get signedOut(): boolean {
    return this.status === 401
  }
}

// The problems by what they point at: "/fields/amount" becomes "amount", "/note" becomes "note".
export function byField(
  problem: Problem,
  english: boolean,
): { fields: Record<string, string>; others: string[] } {
  const fields: Record<string, string> = {}
  const others: string[] = []
  const all = problem.problems.length
    ? problem.problems
    : problem.pointer
      ? [
          {
            pointer: problem.pointer,
            code: problem.code,
            text: problem.text ?? undefined,
            detail: problem.message,
          },
        ]
      : []
  for (const one of all) {
    const words = (one.text && (english ? one.text.en : one.text.zh)) || one.detail
    const name = one.pointer.replace(/^\//, '').replace(/^fields\//, '')
    if (name) fields[name] = words
    else others.push(words)
  }
  return { fields, others }
}
