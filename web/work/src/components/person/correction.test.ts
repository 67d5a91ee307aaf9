import { describe, expect, it } from 'vitest'
import type { PersonDetail } from '@/api/types'
import { correctionOf, formOf, probeOf, rebased } from './correction'

const person: PersonDetail = {
  id: '7',
  name: '甲某',
  sex: 'female',
  birth: '1990-01-02',
  phone: '138****0000',
  org: '321302001001',
  orgShort: '幸福社区',
  masked: false,
  paper: 'id-card',
  number: '321302********1234',
  noNumber: '',
  division: '321302',
  contacts: [],
  address: '****',
  codes: { ethnic: '01', marital: '10' },
  erased: false,
  version: 3,
}

describe('a correction', () => {
  const before = formOf(person)
  it('sends nothing of what was left as it is, masked values least of all', () => {
    expect(correctionOf(before, formOf(person))).toEqual({})
  })
  it('sends what was changed, an emptied code as empty', () => {
    const now = { ...before, name: ' 乙某 ', birth: '', codes: { ethnic: '03', marital: '' } }
    expect(correctionOf(before, now)).toEqual({
      name: '乙某',
      birth: null,
      codes: { ethnic: '03', marital: '' },
    })
  })
  it('sends a number with its paper, and none where there is no paper', () => {
    expect(correctionOf(before, { ...before, number: '11010519491231002X' })).toEqual({
      paper: 'id-card',
      number: '11010519491231002X',
    })
    expect(correctionOf(before, { ...before, paper: 'none', number: 'x', noNumber: 'lost' })).toEqual({
      paper: 'none',
      number: '',
      noNumber: 'lost',
    })
  })
  it('is laid on top of what another saved meanwhile', () => {
    const now = { ...before, name: '乙某', codes: { ...before.codes, marital: '20' } }
    const next = formOf({
      ...person,
      name: '丙某',
      birth: '1991-01-02',
      codes: { ethnic: '03', marital: '10' },
    })
    expect(rebased(before, now, next)).toMatchObject({
      name: '乙某',
      birth: '1991-01-02',
      codes: { ethnic: '03', marital: '20' },
    })
  })
})

describe('a person is looked for', () => {
  it('by telephone, by number or by name, as what was typed looks', () => {
    expect(probeOf('139 0000-1234')).toEqual({ phone: '13900001234' })
    expect(probeOf('11010519491231002x')).toEqual({ number: '11010519491231002X' })
    expect(probeOf('E12345678')).toEqual({ number: 'E12345678' })
    expect(probeOf(' 王秀 ')).toEqual({ name: '王秀' })
  })
})
