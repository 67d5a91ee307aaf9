import { describe, expect, it } from 'vitest'
import type { Check, Field, RecordType } from '@/api/types'
import { isChecked, keyOf, questionOf, stops, warns } from './checks'

const field = (name: string, type: string) => ({ name, type }) as Field
const grant = {
  name: 'spring-bud.grant',
  kind: 'aid',
  subject: { who: 'person', required: true },
  fields: [field('fee', 'money'), field('amount', 'money'), field('term', 'year')],
} as RecordType

describe('the checks before a proposal', () => {
  it('are for aid to a person alone', () => {
    expect(isChecked(grant)).toBe(true)
    expect(isChecked({ ...grant, kind: 'case' })).toBe(false)
    expect(isChecked({ ...grant, subject: { who: 'organisation', required: true } })).toBe(false)
    expect(isChecked({ ...grant, subject: null })).toBe(false)
  })
  it('wait until it is known who is proposed, and where', () => {
    expect(questionOf(grant, '321302000000', null, {}, '2015-06-01')).toBeNull()
    expect(questionOf(grant, null, '7', {}, '2015-06-01')).toBeNull()
  })
  it('ask with the amount and the year that were given, else with the year of the day', () => {
    expect(
      questionOf(grant, '321302000000', '7', { fee: 1, amount: 50000, term: 2014 }, '2015-06-01'),
    ).toEqual({
      type: 'spring-bud.grant',
      org: '321302000000',
      subject: '7',
      year: 2014,
      amount: 50000,
    })
    // What cannot be read yet is not asked with.
    expect(questionOf(grant, '321302000000', '7', { amount: '五百' }, '2015-06-01')).toEqual({
      type: 'spring-bud.grant',
      org: '321302000000',
      subject: '7',
      year: 2015,
    })
  })
  it('tell what stops from what is to be looked at', () => {
    const one = (blocks: boolean, record: string | null): Check => ({
      kind: 'clash',
      blocks,
      record,
      text: { zh: '同一年', en: 'The same year' },
    })
    const all = [one(true, null), one(false, '321302-00000001')]
    expect(stops(all)).toEqual([all[0]])
    expect(warns(all)).toEqual([all[1]])
    expect(keyOf(all[0]!)).not.toBe(keyOf(all[1]!))
  })
})
