import { ref } from 'vue'
import { byField, Problem } from '@/api/problem'
import { useCommand } from '@/composables/useCommand'
import { useWords } from '@/composables/useWords'

// One write of a dialog: what the server refuses is said at the fields of `shown`, the rest above them.
export function useDeed(shown: string[] = []) {
  const { english, list, wrong: words } = useWords()
  const { run, running } = useCommand()
  const wrong = ref<Record<string, string>>({})
  const failure = ref('')

  function refuse(problem: unknown): void {
    const said = problem instanceof Problem ? byField(problem, english.value).fields : {}
    wrong.value = said
    const others = Object.entries(said).filter(([name]) => !shown.includes(name))
    if (others.length) failure.value = list(others.map(([, text]) => text))
    else if (!Object.keys(said).length) failure.value = words(problem)
  }
  // `done` follows what was done; `unless` may take a refusal upon itself.
  async function deed<A>(
    write: (command: string) => Promise<A>,
    done: (answer: A) => unknown,
    unless: (problem: unknown) => boolean | Promise<boolean> = () => false,
  ): Promise<void> {
    failure.value = ''
    wrong.value = {}
    if (running.value) return
    let answer: A
    try {
      answer = (await run(write)) as A
    } catch (problem) {
      if (!(await unless(problem))) refuse(problem)
      return
    }
    await done(answer)
  }
  return { wrong, failure, running, refuse, deed }
}
