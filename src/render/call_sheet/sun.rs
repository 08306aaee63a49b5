//! Sunrise and sunset at a location.

use super::Clock;
use crate::model::{Day, Place};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use std::str::FromStr;
use sunrise::{Coordinates, SolarDay, SolarEvent};

/// Sunrise and sunset as the sheet prints them; `None` without coordinates, and where the sun does not
/// rise or set.
pub fn times(day: &Day, place: Option<&Place>, clock: Clock) -> (Option<String>, Option<String>) {
    let Some(solar) = place.and_then(|place| solar_day(day, place)) else { return (None, None) };
    let zone = place.and_then(|p| p.time_zone.as_ref()).map_or(day.zone, |z| z.value);
    let clock = Clock { zone, ..clock };
    let show = |event| Some(clock.instant(nearest_minute(solar.event_time(event)?, zone)));
    (show(SolarEvent::Sunrise), show(SolarEvent::Sunset))
}

fn solar_day(day: &Day, place: &Place) -> Option<SolarDay> {
    // The sun's place is astronomy, not money: floating point is right here.
    let degrees = |d: &Decimal| f64::from_str(&d.to_string()).ok();
    let latitude = degrees(&place.latitude.as_ref()?.value)?;
    let longitude = degrees(&place.longitude.as_ref()?.value)?;
    Some(SolarDay::new(Coordinates::new(latitude, longitude)?, day.date))
}

fn nearest_minute(at: chrono::DateTime<chrono::Utc>, zone: Tz) -> chrono::DateTime<Tz> {
    let seconds = at.timestamp().rem_euclid(60);
    let change = if seconds < 30 { -seconds } else { 60 - seconds };
    (at + chrono::Duration::seconds(change)).with_timezone(&zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, Timelike};
    use chrono_tz::America::Los_Angeles;

    /// The almanac's way (Almanac for Computers, 1990), written out apart from the crate: local
    /// hour angle of the sun at 90.833° from the zenith. Returns minutes of the day, UTC.
    fn almanac(year_day: f64, latitude: f64, longitude: f64, rising: bool) -> f64 {
        let rad = f64::to_radians;
        let longitude_hour = longitude / 15.0;
        let t = year_day + ((if rising { 6.0 } else { 18.0 }) - longitude_hour) / 24.0;
        let mean_anomaly = 0.9856 * t - 3.289;
        let true_longitude = (mean_anomaly
            + 1.916 * rad(mean_anomaly).sin()
            + 0.020 * rad(2.0 * mean_anomaly).sin()
            + 282.634)
            .rem_euclid(360.0);
        let mut ascension = (0.91764 * rad(true_longitude).tan()).atan().to_degrees().rem_euclid(360.0);
        ascension += (true_longitude / 90.0).floor() * 90.0 - (ascension / 90.0).floor() * 90.0;
        let sin_declination = 0.39782 * rad(true_longitude).sin();
        let cos_declination = sin_declination.asin().cos();
        let cos_hour = (rad(90.833).cos() - sin_declination * rad(latitude).sin())
            / (cos_declination * rad(latitude).cos());
        let angle = cos_hour.acos().to_degrees();
        let hour = (if rising { 360.0 - angle } else { angle }) / 15.0;
        let local = hour + ascension / 15.0 - 0.06571 * t - 6.622;
        (local - longitude_hour).rem_euclid(24.0) * 60.0
    }

    #[test]
    fn the_sun_over_los_angeles_agrees_with_the_almanac_to_two_minutes() {
        // 30 October 2026 is day 303 of the year; 34.05 N, 118.24 W; UTC − 7 h.
        let solar = SolarDay::new(
            Coordinates::new(34.05, -118.24).unwrap(),
            NaiveDate::from_ymd_opt(2026, 10, 30).unwrap(),
        );
        for (event, rising) in [(SolarEvent::Sunrise, true), (SolarEvent::Sunset, false)] {
            let ours = nearest_minute(solar.event_time(event).unwrap(), Los_Angeles);
            let ours = f64::from(ours.hour() * 60 + ours.minute());
            let theirs = (almanac(303.0, 34.05, -118.24, rising) - 7.0 * 60.0).rem_euclid(1440.0);
            assert!((ours - theirs).abs() <= 2.0, "{ours} against {theirs}");
        }
    }
}
