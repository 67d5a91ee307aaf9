import type { Permission } from '@/api/types'
import type { IconName } from '@/components/ui/icons'

export interface Place {
  name: string
  icon: IconName
  also?: string[]
  permission?: Permission
  // Shown where the packs have that programme; with `creates`, to who may create that record.
  programme?: string
  creates?: string
}

// The navigation, in groups. A place nobody may enter is not shown.
export const groups: { key: string; places: Place[] }[] = [
  {
    key: 'work',
    places: [
      { name: 'home', icon: 'home' },
      {
        name: 'hotline',
        icon: 'phone',
        permission: 'write-records',
        programme: 'petitions',
        creates: 'petitions.petition',
      },
      {
        name: 'records',
        icon: 'folder',
        also: ['record', 'new-record', 'paper'],
        permission: 'read-records',
      },
      { name: 'persons', icon: 'person', also: ['person'], permission: 'read-records' },
      {
        name: 'funds',
        icon: 'coins',
        also: ['fund', 'batch', 'receipt'],
        permission: 'read-records',
        programme: 'funds',
      },
      { name: 'search', icon: 'search', permission: 'read-records' },
      { name: 'programmes', icon: 'list', also: ['programme'] },
    ],
  },
  {
    key: 'numbers',
    places: [
      { name: 'figures', icon: 'chart', also: ['figure'], permission: 'read-figures' },
      { name: 'dashboard', icon: 'gauge', permission: 'read-figures' },
      { name: 'casework', icon: 'cases', permission: 'read-figures', programme: 'petitions' },
      { name: 'analysis', icon: 'scales', permission: 'read-figures', programme: 'petitions' },
      { name: 'report', icon: 'paper', permission: 'read-reports' },
    ],
  },
  {
    key: 'house',
    places: [
      { name: 'organisations', icon: 'tree' },
      { name: 'accounts', icon: 'people', permission: 'manage-accounts' },
      { name: 'seals', icon: 'lock', permission: 'break-seal' },
      { name: 'officers', icon: 'key', permission: 'manage-accounts' },
      { name: 'journal', icon: 'journal', permission: 'read-journal' },
    ],
  },
]
