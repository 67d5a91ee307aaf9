import { ref, watch, type Ref } from 'vue'
import { readOrg } from '@/components/org/orgs'

// An organisation's name; its code until the name is known.
export function useOrgName(code: Ref<string>): Ref<string> {
  const name = ref('')
  watch(
    code,
    async (now) => {
      name.value = now
      if (!now) return
      const found = await readOrg(now).catch(() => null)
      if (found && code.value === now) name.value = found.name
    },
    { immediate: true },
  )
  return name
}
