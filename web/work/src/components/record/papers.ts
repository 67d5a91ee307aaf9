import type { RecordInFull } from '@/api/types'

export type Paper = 'record' | 'reply' | 'agreement'

// Which papers of a record can be printed to be signed: the whole record always, the others when their words are there.
export function papersOf(record: RecordInFull): Paper[] {
  const has = (name: string) => typeof record.fields[name] === 'string' && record.fields[name] !== ''
  const papers: Paper[] = ['record']
  if (has('opinion') && has('legal-basis')) papers.push('reply')
  if (has('terms')) papers.push('agreement')
  return papers
}
