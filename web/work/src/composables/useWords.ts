import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { Problem } from '@/api/problem'
import type { Text } from '@/api/types'
import { dayWords, momentWords } from '@/format/days'
import { monthWords, periodWords, type Period } from '@/format/periods'

// The words of a page in the language that is switched on.
export function useWords() {
  const { t, te, locale } = useI18n()
  const english = computed(() => locale.value === 'en')
  const say = (text: Text | null | undefined): string =>
    text ? (english.value ? text.en || text.zh : text.zh) : ''
  const day = (value: string | null | undefined) => dayWords(value, english.value)
  const moment = (value: string | null | undefined) => momentWords(value, english.value)
  const period = (value: Period) => periodWords(value, english.value)
  const month = (value: number) => monthWords(value, english.value)
  // Several things named one after another, as the language puts them.
  const list = (items: string[]) => items.join(english.value ? ', ' : '、')
  // An account's title may add the office to the name: 徐菁香（凤凰社区妇联主席）.
  const called = (title: string) => title.replace(/[（(].*$/, '') || title
  const level = (name: string) => (te(`level.${name}`) ? t(`level.${name}`) : name)

  // What a person should read about a failure: the server's words first, ours where it had none.
  function wrong(failure: unknown): string {
    if (!(failure instanceof Problem)) return t('problem.unknown')
    if (failure.code === 'web.unreachable') return t('problem.unreachable')
    if (failure.stale) return t('problem.stale')
    return (
      say(failure.text) ||
      (failure.message.startsWith('HTTP') ? t('problem.http', { status: failure.status }) : failure.message)
    )
  }
  return { t, english, say, day, moment, month, period, list, level, called, wrong }
}
