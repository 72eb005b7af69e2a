import type {Me, Task} from '@/api/shapes'
import {isDone, played} from './progress'

/** Whether a task moves by what invited friends do. */
export const ofFriends = ({when}: Task) => when.startsWith('friend.')

/** The tasks on a home screen that a member moves by inviting friends, now. */
export function invitations(me: Me) {
  return Object.values(me.campaigns)
    .filter(({card, for_me, joined}) => for_me && !card.paused && (!card.opt_in || joined))
    .flatMap(({card, challenges}) =>
      Object.entries(challenges)
        .filter(([, block]) => block.for_me && block.round)
        .flatMap(([challenge, block]) =>
          Object.entries(played(block))
            .filter(([, task]) => task.for_me && ofFriends(task) && !isDone(task))
            .map(([name, task]) => ({campaign: card.id, version: card.version, challenge, name, task})),
        ),
    )
}
