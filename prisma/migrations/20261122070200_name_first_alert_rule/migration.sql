-- People's accounts raise alerts only where a rule names them.
UPDATE "alert_rule" SET name = 'Every tenant and agent'
WHERE id = '00000000-0000-7000-8000-0000000000a1' AND name = 'Every budget';
