import { ref } from 'vue'
import { Problem } from '@/api/problem'
import { commandId } from './useCommand'

// Several writes that make one deed, each under a command id of its own. What was done is not done again; a step that got no
// answer is repeated under its id, so that the server does it once; a step that was refused gets a new id and may be mended.
export function useSteps() {
  const running = ref(false)
  // Whether some of it stands already, so that what made it can no longer be changed here.
  const begun = ref(false)
  let done = new Map<string, unknown>()
  let ids = new Map<string, string>()

  async function step<A>(name: string, write: (command: string) => Promise<A>): Promise<A> {
    if (done.has(name)) return done.get(name) as A
    const id = ids.get(name) ?? commandId()
    ids.set(name, id)
    try {
      const answer = await write(id)
      done.set(name, answer)
      begun.value = true
      return answer
    } catch (failure) {
      if (failure instanceof Problem && failure.uncertain) begun.value = true
      else ids.delete(name)
      throw failure
    }
  }

  async function run<A>(deed: () => Promise<A>): Promise<A | undefined> {
    if (running.value) return undefined
    running.value = true
    try {
      return await deed()
    } finally {
      running.value = false
    }
  }

  function forget(): void {
    done = new Map()
    ids = new Map()
    begun.value = false
  }
  return { running, begun, step, run, forget }
}
