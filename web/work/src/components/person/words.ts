// The code lists of persons' files, asked for once, and how their codes are read.
import { shallowRef } from 'vue'
import { api } from '@/api/client'
import type { PersonCode, PersonDetail, PersonFields } from '@/api/types'
import { useWords } from '@/composables/useWords'

const lists = shallowRef<PersonFields | null>(null)
let asked: Promise<void> | null = null

export function usePersonWords() {
  const { t, say, day, list } = useWords()
  asked ??= api.persons
    .fields()
    .then((answer) => void (lists.value = answer))
    .catch(() => void (asked = null))

  const word = (among: PersonCode[] | undefined, value: string) =>
    say(among?.find((one) => one.value === value)?.title) || value
  const kinship = (value: string) => word(lists.value?.kinship, value)
  const relation = (value: string) => word(lists.value?.relations, value)
  const contactKind = (value: string) => word(lists.value?.contactKinds, value)
  const paper = (value: string) => word(lists.value?.papers, value)
  const whyNone = (value: string) => word(lists.value?.noNumberReasons, value)
  // What her codes say, in the order of the lists.
  const codes = (person: PersonDetail) =>
    (lists.value?.fields ?? []).flatMap((field) => {
      const value = person.codes[field.name]
      return value ? [{ name: field.name, title: say(field.title), text: word(field.choices, value) }] : []
    })
  const number = (person: PersonDetail) =>
    person.paper === 'none'
      ? list([paper('none'), ...(person.noNumber ? [whyNone(person.noNumber)] : [])])
      : `${paper(person.paper)} ${person.number}`
  const born = (person: { birth: string | null; masked: boolean }) =>
    person.birth ? (person.masked ? person.birth.slice(0, 4) : day(person.birth)) : ''
  const about = (person: { sex: string; birth: string | null; masked: boolean; orgShort: string }) =>
    [t(`sex.${person.sex}`), born(person), person.orgShort].filter(Boolean).join(' · ')
  return { lists, word, kinship, relation, contactKind, paper, whyNone, codes, number, born, about }
}
