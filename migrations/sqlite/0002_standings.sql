CREATE TABLE `standings` (
	`service_key` text PRIMARY KEY NOT NULL,
	`bar` text NOT NULL,
	`failing` integer NOT NULL,
	`unknown` integer NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `standings` (`service_key`, `bar`, `failing`, `unknown`)
SELECT
	`service_key`,
	CASE min(CASE `bar` WHEN 'not_met' THEN 0 WHEN 'unknown' THEN 1 WHEN 'met_by_exception' THEN 2 WHEN 'met' THEN 3 ELSE 4 END)
		WHEN 0 THEN 'not_met' WHEN 1 THEN 'unknown' WHEN 2 THEN 'met_by_exception' WHEN 3 THEN 'met' ELSE 'none' END,
	sum(json_extract(`verdict`, '$.counts.fail')),
	sum(json_extract(`verdict`, '$.counts.unknown'))
FROM `evaluations`
WHERE ltrim(`outcomes`, 'n-') <> ''
GROUP BY `service_key`;
