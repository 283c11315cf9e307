#!/bin/sh
# Uploads the built site: upload-site.sh DIST BUCKET
#
# Assets first and pages last: a page names the assets of its release, so it must not be there before them. Nothing is
# removed: a phone that opened the page before still fetches the assets of the release before.
set -eu
dist=$1
bucket=$2
aws s3 sync "$dist/assets" "s3://$bucket/assets"
aws s3 sync "$dist" "s3://$bucket" --exclude 'assets/*' --exclude '*.html'
aws s3 sync "$dist" "s3://$bucket" --exclude '*' --include '*.html'
