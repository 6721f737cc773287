/** How the work that follows an exception stands, as its tracker says. What cannot be told is no state at all. */
export type FollowUpState = 'open' | 'draft' | 'closed' | 'closed as not planned' | 'merged';
