import type {Button, CampaignView} from '@/api/shapes'

/** Buttons of these names cost nothing but what is there for it: worth a hint that they wait. */
const HINTED = ['assemble', 'draw', 'join', 'answer', 'fill']

/** How many buttons of a campaign wait for a tap. */
export function ready(view: CampaignView): number {
  const blocks: {buttons?: Record<string, Button>}[] = [
    view,
    ...Object.values(view.collections),
    ...Object.values(view.boxes),
    ...Object.values(view.quizzes),
    ...Object.values(view.forms).filter(form => !form.sent),
  ]
  return blocks.filter(block => HINTED.some(name => block.buttons?.[name]?.may)).length
}
