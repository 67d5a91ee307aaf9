import { shallowReactive, watch } from 'vue'
import { api } from '@/api/client'
import { idOfNumber } from '@/format/records'
import { session } from '@/session'

// Titles of records by their number, each asked for once; '' where the record is out of reach. Who signs in asks anew.
const titles = shallowReactive(new Map<string, string>())
const asked = new Set<string>()
watch(
  () => session.value?.account.id,
  () => {
    titles.clear()
    asked.clear()
  },
)

export const namedRecord = (number: string) => titles.get(number) ?? ''

export function readName(number: string): void {
  const id = idOfNumber(number)
  if (!id || asked.has(number)) return
  asked.add(number)
  const whose = session.value?.account.id
  api.records
    .read(id)
    .then((record) => record.title)
    .catch(() => '')
    .then((title) => {
      if (session.value?.account.id === whose) titles.set(number, title)
    })
}
