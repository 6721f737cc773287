/**
 * What is asked of GitHub's REST API, with the ETag of the last answer each time: 304 costs nothing of the rate.
 *
 * - `GET /orgs/{org}/repos?per_page=100&sort=full_name&page=N`: which scanners are on (`security_and_analysis`)
 * - `GET /orgs/{org}/code-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /orgs/{org}/secret-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /repos/{owner}/{repo}`
 * - `GET /repos/{owner}/{repo}/code-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 * - `GET /repos/{owner}/{repo}/secret-scanning/alerts?state=open&per_page=100&sort=created&direction=asc&page=N`
 *   (the three of a repository where few are asked about, and where its owner is a person)
 * - with an App: `GET /repos/{owner}/{repo}/installation`, `POST /app/installations/{installation_id}/access_tokens`
 *
 * https://docs.github.com/rest
 */
export {};
