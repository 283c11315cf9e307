import { mount } from 'svelte';
import '$lib/styles/base.css';
import { keepAndAsk } from '$lib/shell/offer';
import { guardTranslation } from '$lib/translation-guard';
import './counter.css';
import App from './App.svelte';

guardTranslation(document.body);
const target = document.getElementById('app');
if (target) mount(App, { target });
void keepAndAsk('/counter');
