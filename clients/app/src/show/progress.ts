import type {Task} from '@/api/shapes'
import {maybe} from '@/texts'
import {money} from './money'
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

/** Whether nothing more of a task can be reached now. */
export function isDone(task: Task): boolean {
  return !task.each && task.amount >= task.target
}
