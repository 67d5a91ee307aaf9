// What a form of corrections holds, and what of it is sent: only what was changed.
import type { Correction, Household, PersonDetail } from '@/api/types'

export interface CorrectionForm {
  name: string
  sex: PersonDetail['sex']
  birth: string
  org: string
  paper: string
  number: string // As typed: what is kept is never shown here, and nothing typed leaves it as it is.
  noNumber: string
  address: string
  noAddress: boolean
  codes: Record<string, string>
}

export const formOf = (person: PersonDetail): CorrectionForm => ({
  name: person.name,
  sex: person.sex,
  birth: person.birth ?? '',
  org: person.org,
  paper: person.paper,
  number: '',
  noNumber: person.noNumber,
  address: '',
  noAddress: false,
  codes: { ...person.codes },
})

export function correctionOf(before: CorrectionForm, now: CorrectionForm): Omit<Correction, 'reason'> {
  const codes = Object.fromEntries(
    [...new Set([...Object.keys(before.codes), ...Object.keys(now.codes)])]
      .filter((name) => (before.codes[name] ?? '') !== (now.codes[name] ?? ''))
      .map((name) => [name, now.codes[name] ?? '']),
  )
  const number = now.paper === 'none' ? '' : now.number.trim()
  return {
    ...(now.name.trim() !== before.name ? { name: now.name.trim() } : {}),
    ...(now.sex !== before.sex ? { sex: now.sex } : {}),
    ...(now.birth !== before.birth ? { birth: now.birth || null } : {}),
    ...(now.org !== before.org ? { org: now.org } : {}),
    ...(number || now.paper !== before.paper ? { paper: now.paper as Correction['paper'], number } : {}),
    ...(now.paper === 'none' && now.noNumber !== before.noNumber ? { noNumber: now.noNumber } : {}),
    ...(now.noAddress ? { address: '' } : now.address.trim() ? { address: now.address.trim() } : {}),
    ...(Object.keys(codes).length ? { codes } : {}),
  }
}

// The same changes on top of what somebody else saved meanwhile.
export function rebased(before: CorrectionForm, now: CorrectionForm, next: CorrectionForm): CorrectionForm {
  const keep = <K extends keyof CorrectionForm>(key: K) => (now[key] !== before[key] ? now[key] : next[key])
  const codes = { ...next.codes }
  for (const name of new Set([...Object.keys(before.codes), ...Object.keys(now.codes)]))
    if ((before.codes[name] ?? '') !== (now.codes[name] ?? '')) codes[name] = now.codes[name] ?? ''
  return {
    name: keep('name'),
    sex: keep('sex'),
    birth: keep('birth'),
    org: keep('org'),
    paper: keep('paper'),
    number: now.number,
    noNumber: keep('noNumber'),
    address: now.address,
    noAddress: now.noAddress,
    codes,
  }
}

// What somebody typed to find a person by: a telephone has digits alone, a paper's number is longer or has letters.
export function probeOf(text: string): { phone: string } | { number: string } | { name: string } {
  const bare = text.replace(/[\s-]/g, '')
  if (/^\+?\d{5,14}$/.test(bare)) return { phone: bare }
  if (/^[A-Za-z]{0,3}\d{5,17}[\dXx]$/.test(bare)) return { number: bare.toUpperCase() }
  return { name: text.trim() }
}

export const livesThere = (household: Household, ids: string[]) =>
  household.members.some((one) => !one.until && ids.includes(one.person))
