import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Span } from '@/api/client'
import { isDay, yearOf } from '@/format/days'
import { yearPeriod, type Period } from '@/format/periods'
import { me } from '@/session'

// Organisation and period of a page, kept in its address so that the address can be shared.
export function useScope() {
  const route = useRoute()
  const router = useRouter()
  const text = (key: string) => (typeof route.query[key] === 'string' ? (route.query[key] as string) : '')
  const put = (change: Record<string, string>) => router.replace({ query: { ...route.query, ...change } })

  const org = computed({
    get: () => text('org') || me.value.root,
    set: (code: string) => void put({ org: code }),
  })
  const period = computed<Period>({
    get: () => {
      const from = text('from')
      const to = text('to')
      return isDay(from) && isDay(to) && from <= to ? { from, to } : yearPeriod(yearOf(me.value.today))
    },
    set: (next) => void put({ from: next.from, to: next.to }),
  })
  const span = computed<Span>(() => ({ org: org.value, ...period.value }))
  // The scope as an address says it, for links to other pages about the same thing.
  const query = computed(() => ({ org: org.value, from: period.value.from, to: period.value.to }))
  return { org, period, span, query, text, put }
}
