import { ref } from 'vue'
import { Problem } from '@/api/problem'

// A random UUID, also where the page is served over plain HTTP and crypto.randomUUID is missing.
export function commandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

// Runs writes under one command id. When no answer came, the next try carries the same id, so that the
// server does the work once; after any answer a new id is made. While one runs, another is not started.
export function useCommand() {
  const running = ref(false)
  let id = commandId()

  async function run<A>(write: (command: string) => Promise<A>): Promise<A | undefined> {
    if (running.value) return undefined
    running.value = true
    try {
      const answer = await write(id)
      id = commandId()
      return answer
    } catch (failure) {
      if (!(failure instanceof Problem && failure.uncertain)) id = commandId()
      throw failure
    } finally {
      running.value = false
    }
  }
  return { running, run }
}
