import type {Challenge, Task} from '@/api/shapes'
import {maybe, t} from '@/texts'
import {money, minorUnits} from './money'
import {number} from './number'

/** An amount in the unit of a task or a board, with its unit. */
export function amountOf(amount: number, unit: string): string {
  if (unit === 'thousandths') return number(amount / 1000)
  return maybe(`task.unit.${unit}`, {n: amount}) ?? money({minor: amount, currency: unit})
}

/** The same without the word, where another amount with it follows. */
export function bare(amount: number, unit: string): string {
  if (unit === 'thousandths') return number(amount / 1000)
  return maybe(`task.unit.${unit}`) == null ? money({minor: amount, currency: unit}) : number(amount)
}

/** How far a task is on the way to its next target, of one that pays again and again since the last. */
export function onTheWay(task: Task): number {
  return task.each ? task.amount % task.target : Math.min(task.amount, task.target)
}

/** The same in words: `1 of 3 times`. */
export function wayOf(task: Task): string {
  const {target, unit} = task
  if (unit === 'streak') return t('task.in_row', {amount: onTheWay(task), n: target})
  return t('task.of', {amount: bare(onTheWay(task), unit), target: amountOf(target, unit)})
}

/** Whether nothing more of a task can be reached now. */
export function isDone(task: Task): boolean {
  return !task.each && task.amount >= task.target
}

/** What each single step of a task pays for, where there is no way to go: `¥1`; '': one of what is counted. Null: there is. */
export function eachOne({each, target, unit}: Task): string | null {
  if (!each || unit === 'streak') return null
  const counted = ['times', 'days', 'different'].includes(unit)
  const one = counted ? 1 : unit === 'thousandths' ? 1000 : minorUnits(unit)
  return target > one ? null : counted ? '' : amountOf(target, unit)
}

/** The tasks of a challenge that members play. One that gives nothing to see is a rule that puts a label on a member. */
export function played({tasks, milestones, gives}: Challenge): Record<string, Task> {
  const counts = milestones.length > 0 || shown(gives)
  return Object.fromEntries(
    Object.entries(tasks).filter(([, task]) => counts || shown(task.gives) || task.milestones.length),
  )
}

const shown = (bag: object) => Object.keys(bag).some(kind => kind !== 'tags')
