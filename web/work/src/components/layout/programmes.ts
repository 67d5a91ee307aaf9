import { shallowRef, watch } from 'vue'
import { api } from '@/api/client'
import type { Programme } from '@/api/types'
import { session } from '@/session'

// The programmes of the packs, asked for once for each who signs in; the navigation is short until they are known.
const known = shallowRef<Programme[]>([])
watch(
  () => session.value?.account.id,
  async (account) => {
    known.value = []
    if (!account) return
    const { items } = await api.programmes.list().catch(() => ({ items: [] }))
    if (session.value?.account.id === account) known.value = items
  },
  { immediate: true },
)

export const hasProgramme = (name: string) => known.value.some((one) => one.name === name)
export const mayCreate = (type: string) =>
  known.value.some((one) => one.records.some((record) => record.name === type && record.mayCreate))
