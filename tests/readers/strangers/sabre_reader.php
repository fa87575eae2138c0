<?php
// sabre/vobject, which Nextcloud and ownCloud expand recurrences with.
require '/usr/share/php/Sabre/VObject/autoload.php';

date_default_timezone_set('UTC');
error_reporting(E_ALL & ~E_DEPRECATED);
ini_set('display_errors', 'stderr');

$utc = new DateTimeZone('UTC');
$answers = [];
foreach (json_decode(file_get_contents('php://stdin'), true) as $item) {
    try {
        $found = [];
        $calendar = Sabre\VObject\Reader::read($item['ics']);
        $calendar->expand(
            new DateTime('@' . ($item['start'] * 60)),
            new DateTime('@' . ($item['end'] * 60))
        );
        foreach ($calendar->select('VEVENT') as $event) {
            $start = $event->DTSTART->getDateTime($utc);
            if (isset($event->DTEND)) {
                $end = $event->DTEND->getDateTime($utc);
            } else {
                $end = clone $start;
                if (isset($event->DURATION)) {
                    $end->add(Sabre\VObject\DateTimeParser::parseDuration((string) $event->DURATION));
                } elseif (!$event->DTSTART->hasTime()) {
                    $end->modify('+1 day');
                }
            }
            $found[] = [$start->getTimestamp() / 60, $end->getTimestamp() / 60, (string) $event->SUMMARY];
        }
        sort($found);
        $answers[$item['name']] = array_values(array_filter(
            $found,
            fn ($one) => $one[0] < $item['end'] && $one[1] > $item['start']
        ));
    } catch (Throwable $error) {
        $answers[$item['name']] = ['error' => get_class($error) . ': ' . $error->getMessage()];
    }
}
echo json_encode($answers ?: new stdClass());
