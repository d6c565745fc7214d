/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-date.h"
#include "way-job.h"

G_BEGIN_DECLS

/* Makes a file with a sample authority (the names are way_sample_names()'), as
 * a job.  today is the day that its life surrounds.  On FALSE and on a cancel
 * no file is left; a file that was there before is never touched
 * (WAY_STORE_ERROR_EXISTS). */
void     way_new_file_sample_async  (WayJob              *job,
                                     const char          *path,
                                     const char          *sample,
                                     const GDate         *today,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean way_new_file_sample_finish (WayJob              *job,
                                     GAsyncResult        *result,
                                     GError             **error);

/* Makes a file with a new, empty authority, at once.  la may be NULL.  Errors
 * and files as above. */
gboolean way_new_file_authority     (const char          *path,
                                     const char          *name,
                                     const char          *la,
                                     GError             **error);

G_END_DECLS
