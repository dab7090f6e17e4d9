"""Downloads a calendar feed and prints, as JSON, what the icalendar library reads in it: its name and its events."""

import json
import sys
import urllib.request

from icalendar import Calendar

with urllib.request.urlopen(sys.argv[1]) as answer:
    calendar = Calendar.from_ical(answer.read())

print(
    json.dumps(
        {
            "name": str(calendar["X-WR-CALNAME"]),
            "events": [
                {
                    "uid": str(event["UID"]),
                    "summary": str(event["SUMMARY"]),
                    "description": str(event["DESCRIPTION"]) if "DESCRIPTION" in event else None,
                    "from": event["DTSTART"].dt.isoformat(),
                    "to": event["DTEND"].dt.isoformat(),
                }
                for event in calendar.walk("VEVENT")
            ],
        }
    )
)
