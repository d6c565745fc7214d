/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-ctl.h"
#include "way-import.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* The calls, by the file that has them.  Their rows stand in way-ctl-calls.c. */

/* way-ctl-calendar.c */
WayCtlStatus way_ctl_run_calendar_days   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_calendar_import (WayCtl *ctl, GError **error);

/* The school days that --calendar, or else --for and --file say; plain weekdays
 * without any of them.  Free with way_school_days_unref(). */
WaySchoolDays *way_ctl_school_days (WayCtl  *ctl,
                                    GError **error);

/* --from and --to, which both must be there. */
gboolean     way_ctl_span         (WayCtl  *ctl,
                                   GDate   *from,
                                   GDate   *to,
                                   GError **error);

/* way-ctl-census.c */
WayCtlStatus way_ctl_run_census_list (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_census_take (WayCtl *ctl, GError **error);

/* way-ctl-chart.c */
WayCtlStatus way_ctl_run_chart    (WayCtl *ctl, GError **error);

/* way-ctl-clock.c */
WayCtlStatus way_ctl_run_clock    (WayCtl *ctl, GError **error);

/* way-ctl-duties.c */
WayCtlStatus way_ctl_run_duties   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_register (WayCtl *ctl, GError **error);

/* way-ctl-doubts.c */
WayCtlStatus way_ctl_run_doubts   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_hours    (WayCtl *ctl, GError **error);

/* way-ctl-exchange.c */
WayCtlStatus way_ctl_run_exchange_clone     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_conflicts (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_export    (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_figures   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_import    (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_list      (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_serve     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_settle    (WayCtl *ctl, GError **error);

/* way-ctl-help.c */
WayCtlStatus way_ctl_run_help     (WayCtl *ctl, GError **error);

/* way-ctl-records.c */
WayCtlStatus way_ctl_run_list     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_put      (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_delete   (WayCtl *ctl, GError **error);

/* --id, which must be there. */
gboolean     way_ctl_read_id      (WayCtl  *ctl,
                                   WayId   *id,
                                   GError **error);

/* way-ctl-history.c */
WayCtlStatus way_ctl_run_history  (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_undo     (WayCtl *ctl, GError **error);

/* "2026-11-10T14:05:00.000Z".  Free with g_free(). */
char        *way_ctl_moment       (gint64 milliseconds);

/* way-ctl-import.c */
WayCtlStatus way_ctl_run_export   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_import   (WayCtl *ctl, GError **error);

/* Runs an import that was read from the file, as the options say, and tells
 * what became of its rows. */
WayCtlStatus way_ctl_finish_import (WayCtl     *ctl,
                                    WayImport  *import,
                                    const char *path,
                                    GError    **error);

/* way-ctl-indicator.c */
WayCtlStatus way_ctl_run_indicator (WayCtl *ctl, GError **error);

/* way-ctl-keep.c */
WayCtlStatus way_ctl_run_backup   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_restore  (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_verify   (WayCtl *ctl, GError **error);

/* way-ctl-match.c */
WayCtlStatus way_ctl_run_match    (WayCtl *ctl, GError **error);

/* way-ctl-occupancy.c */
WayCtlStatus way_ctl_run_occupancy (WayCtl *ctl, GError **error);

/* way-ctl-pack.c */
WayCtlStatus way_ctl_run_pack     (WayCtl *ctl, GError **error);

/* way-ctl-devices.c */
WayCtlStatus way_ctl_run_exchange_accept     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_alarms     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_aside      (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_card       (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_devices    (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_enrol      (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_held_by    (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_join       (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_key_help   (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_quarantine (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_exchange_revoke     (WayCtl *ctl, GError **error);

/* way-ctl-publish.c */
WayCtlStatus way_ctl_run_publish  (WayCtl *ctl, GError **error);

/* way-ctl-visit.c */
WayCtlStatus way_ctl_run_visit_report (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_visits   (WayCtl *ctl, GError **error);

/* What a document for paper needs: the authority’s name, and words translated. */
char        *way_ctl_dup_authority (WayCtl     *ctl);
const char  *way_ctl_translate     (const char *msgid);
char        *way_ctl_say_money     (gint64      pence);

/* way-ctl-file.c */
/* Puts into a new file what belongs there. */
typedef gboolean (*WayCtlFillFunc) (WayCtl *ctl, WayDb *db, GError **error);

/* The new file that --out names, with what func puts into it; or none. */
WayCtlStatus way_ctl_make_file    (WayCtl          *ctl,
                                   WayCtlFillFunc   func,
                                   GError         **error);
WayCtlStatus way_ctl_run_info     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_init     (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_sample   (WayCtl *ctl, GError **error);

/* way-ctl-referral.c */
WayCtlStatus way_ctl_run_check_referral (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_report_referral (WayCtl *ctl, GError **error);

/* way-ctl-roll-over.c */
WayCtlStatus way_ctl_run_roll_over (WayCtl *ctl, GError **error);

/* For paper: words as they are, a value in words (free with g_free()), and whose file
 * it is (likewise). */
char        *way_ctl_say_value    (const WayField *field,
                                   gconstpointer   record,
                                   WayDb          *db);

/* way-ctl-subject.c */
WayCtlStatus way_ctl_run_subject_access (WayCtl *ctl, GError **error);

/* way-ctl-retention.c */
WayCtlStatus way_ctl_run_erase    (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_retention (WayCtl *ctl, GError **error);

/* way-ctl-trail.c */
WayCtlStatus way_ctl_run_open_case (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_trail    (WayCtl *ctl, GError **error);

/* way-ctl-rules.c */
WayCtlStatus way_ctl_run_check    (WayCtl *ctl, GError **error);
WayCtlStatus way_ctl_run_routes   (WayCtl *ctl, GError **error);

G_END_DECLS
