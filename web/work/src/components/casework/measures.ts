// The figures of the petitions' pack that the head's page shows.
export const measures = {
  all: 'petitions.all',
  open: 'petitions.open',
  onTime: 'petitions.on-time-rate',
  onTheSpot: 'petitions.spot-rate',
  satisfied: 'petitions.satisfaction',
  repeats: 'petitions.repeats',
  repeatRate: 'petitions.repeat-rate',
} as const
export type Measure = keyof typeof measures
