#!/bin/sh
# Uploads the built site: upload-site.sh DIST BUCKET
#
# Assets first, then pages: a page names the assets of its release, so it must not be there before them. The service
# worker comes last: it keeps the pages of its release, and looks whether they are there. Nothing is removed: a phone that
# opened the page before still fetches the assets of the release before.
set -eu
dist=$1
bucket=$2
aws s3 sync "$dist/assets" "s3://$bucket/assets"
aws s3 sync "$dist" "s3://$bucket" --exclude 'assets/*' --exclude '*.html' --exclude worker.js
aws s3 sync "$dist" "s3://$bucket" --exclude '*' --include '*.html'
aws s3 sync "$dist" "s3://$bucket" --exclude '*' --include worker.js
