import { describe, expect, it } from 'vitest'
import { byField, Problem } from './problem'

const amount = {
  pointer: '/fields/amount',
  code: 'packs.too-much',
  text: { zh: '金额过大', en: 'Too much' },
  detail: '金额过大',
}

describe('a problem', () => {
  it('puts its parts at the fields they point at', () => {
    const problem = new Problem(422, {
      problems: [amount, { pointer: '', code: 'x', text: { zh: '别的', en: 'Other' }, detail: '别的' }],
    })
    expect(byField(problem, false)).toEqual({ fields: { amount: '金额过大' }, others: ['别的'] })
    expect(byField(problem, true).fields).toEqual({ amount: 'Too much' })
  })
  it('with one pointer alone points too', () => {
    const problem = new Problem(422, { code: 'a', pointer: '/note', detail: '请填写说明' })
    expect(byField(problem, false).fields).toEqual({ note: '请填写说明' })
  })
  it('knows when the server may have done the work all the same', () => {
    expect(Problem.unreachable().uncertain).toBe(true)
    expect(new Problem(503, {}).uncertain).toBe(true)
    expect(new Problem(409, {}).uncertain).toBe(false)
  })
  it('is read from an answer that is no problem paper', async () => {
    const problem = await Problem.read(new Response('<html>', { status: 502 }))
    expect(problem.code).toBe('http.502')
  })
})
