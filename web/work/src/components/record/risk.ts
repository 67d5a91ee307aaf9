import type { FieldValues, RiskForm } from '@/api/types'

// What the answers add up to, as the server reckons it: a red item gives the highest level whatever the sum.
export function riskOf(form: RiskForm, answers: FieldValues): { level: string; points: number } {
  const yes = form.items.filter((item) => answers[item.field] === true)
  const points = yes.reduce((sum, item) => sum + item.points, 0)
  const level = yes.some((item) => item.red)
    ? form.levels[0]
    : (form.levels.find((one) => points >= one.points) ?? form.levels[form.levels.length - 1])
  return { level: level?.value ?? '', points }
}

export const isRiskField = (form: RiskForm | null, name: string) =>
  form !== null &&
  (name === 'risk-level' || name === 'risk-points' || form.items.some((item) => item.field === name))
