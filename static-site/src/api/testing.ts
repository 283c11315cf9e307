import { knowShapes } from './client';
import { otherShapes } from './shapes/other';

// Unit tests call what they like; on a page each part says what it calls.
knowShapes(otherShapes);
