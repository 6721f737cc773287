import { findLandmarks, type Landmarks } from '../git/landmarks.ts';
import type { FolderAnswer, RepositoryAnswer } from './answers.ts';

/** What lies where hosts look for it: GitHub is asked for these folders only. */
export interface Contents {
  /** Of the folders that were asked for; undefined = the files are not shown. */
  readonly landmarks: Landmarks | undefined;
  readonly files: readonly string[];
  /** Undefined = there is none. */
  readonly codeowners: { readonly path: string; readonly text: string | undefined } | undefined;
}

export async function contentsOf(answer: RepositoryAnswer): Promise<Contents> {
  const { root, github, workflows, docs, circleci } = answer;
  const files = [
    ...filesIn(root, ''),
    ...filesIn(github, '.github/'),
    ...filesIn(workflows, '.github/workflows/'),
    ...filesIn(docs, 'docs/'),
    ...filesIn(circleci, '.circleci/'),
  ];
  const landmarks = root ? await findLandmarks(files) : undefined;
  return { landmarks, files, codeowners: codeownersOf(answer) };
}

type Folder = FolderAnswer['folder'];

export function filesIn(folder: Folder, path: string): readonly string[] {
  return (folder?.entries ?? []).flatMap(({ name, type }) => (type === 'blob' ? [`${path}${name}`] : []));
}

/** The first of them counts. https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location */
function codeownersOf(answer: RepositoryAnswer): Contents['codeowners'] {
  const places = [
    ['.github/CODEOWNERS', answer.codeownersInGithub],
    ['CODEOWNERS', answer.codeownersInRoot],
    ['docs/CODEOWNERS', answer.codeownersInDocs],
  ] as const;
  const [path, file] = places.find(([, found]) => found != null) ?? [];
  if (path === undefined) return undefined;
  return { path, text: file?.isTruncated ? undefined : (file?.text ?? undefined) };
}
