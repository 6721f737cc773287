CREATE TABLE `standings` (
	`service_key` text NOT NULL,
	`scorecard` text NOT NULL,
	`bar` text NOT NULL,
	`failing` integer NOT NULL,
	`unknown` integer NOT NULL,
	`own_bar` text,
	`held` text,
	`score` integer,
	PRIMARY KEY(`service_key`, `scorecard`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `standings` (`service_key`, `scorecard`, `bar`, `failing`, `unknown`, `own_bar`, `held`, `score`)
SELECT
	`each`.`service_key`,
	`each`.`scorecard`,
	CASE `together`.`rank` WHEN 0 THEN 'not_met' WHEN 1 THEN 'unknown' WHEN 2 THEN 'met_by_exception' WHEN 3 THEN 'met' ELSE 'none' END,
	`together`.`failing`,
	`together`.`unknown`,
	CASE WHEN ltrim(`each`.`outcomes`, 'n-') <> '' THEN `each`.`bar` END,
	`each`.`held`,
	`each`.`score`
FROM `evaluations` `each`
JOIN (
	SELECT
		`service_key`,
		min(CASE `bar` WHEN 'not_met' THEN 0 WHEN 'unknown' THEN 1 WHEN 'met_by_exception' THEN 2 WHEN 'met' THEN 3 ELSE 4 END) AS `rank`,
		sum(json_extract(`verdict`, '$.counts.fail')) AS `failing`,
		sum(json_extract(`verdict`, '$.counts.unknown')) AS `unknown`
	FROM `evaluations`
	WHERE ltrim(`outcomes`, 'n-') <> ''
	GROUP BY `service_key`
) `together` ON `together`.`service_key` = `each`.`service_key`;
