/** Every Web API method, by name. */
import { authMethods } from './auth.ts';
import { botMethods } from './bots.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import type { Method } from './method.ts';
import { usergroupMethods } from './usergroups.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** `extra` are methods that need more than the workspace's state. */
export function methodsByName(...extra: Method[]): Map<string, Method> {
  const all = [
    ...authMethods,
    ...botMethods,
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...usergroupMethods,
    ...userMethods,
    ...viewMethods,
    ...extra,
  ];
  return new Map(all.map((method) => [method.name, method]));
}
